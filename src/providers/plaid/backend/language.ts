import {ConfigurationError} from '../../../backend/configuration-error.js';

/** Link's languages, from the reference of `/link/token/create`. */
const languages: ReadonlySet<string> = new Set('da nl en et fr de hi it lv lt no pl pt ro es sv vi'.split(' '));

/** Browsers report Bokmål or Nynorsk; Plaid only has `no`. */
const aliases: Readonly<Record<string, string>> = {nb: 'no', nn: 'no'};

/** Link's language: the page's if Plaid supports it, else the configured one, else English. `locale` is a BCP 47 tag. */
export function linkLanguage(locale: string | undefined, configured: string | undefined): string {
  return knownLanguage(locale) ?? checkLanguage(configured) ?? 'en';
}

/**
 * Maps the configured language to Plaid's code; the region of a tag such as `pt-BR` is dropped.
 *
 * @throws {ConfigurationError} for a language that Link does not support
 */
export function checkLanguage(configured: string | undefined): string | undefined {
  if (configured === undefined) return undefined;
  const language = knownLanguage(configured);
  if (language !== undefined) return language;
  throw new ConfigurationError(`language of plaid must be one of: ${[...languages].join(', ')}`);
}

function knownLanguage(tag: unknown): string | undefined {
  const language = typeof tag === 'string' ? (tag.split(/[-_]/)[0]?.toLowerCase() ?? '') : '';
  const known = Object.hasOwn(aliases, language) ? aliases[language] : language;
  return known !== undefined && languages.has(known) ? known : undefined;
}
