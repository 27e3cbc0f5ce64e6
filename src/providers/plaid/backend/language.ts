/** The languages of Link, as Plaid's `/link/token/create` lists them. */
const languages: ReadonlySet<string> = new Set('da nl en et fr de hi it lv lt no pl pt ro es sv vi'.split(' '));

/** Browsers name the two written forms of Norwegian, Plaid names the language. */
const aliases: Readonly<Record<string, string>> = {nb: 'no', nn: 'no'};

/** Link's language: the page's if Plaid knows it, else the host's, else English. `locale` is a BCP 47 tag. */
export function linkLanguage(locale: string | undefined, configured: string | undefined): string {
  const language = locale?.split(/[-_]/)[0]?.toLowerCase() ?? '';
  const known = aliases[language] ?? language;
  return languages.has(known) ? known : (configured ?? 'en');
}
