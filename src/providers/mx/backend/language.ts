import {ConfigurationError} from '../../../backend/configuration-error.js';

/**
 * The widget's languages by primary subtag, from the public source of MX's widget. French is only available as `fr-CA`,
 * which is used for every French locale.
 */
const languages: Readonly<Record<string, string>> = {en: 'en', es: 'es', fr: 'fr-CA'};

/** The value of `Accept-Language`: the page's language if MX supports it, else the configured one, else English. */
export function widgetLanguage(locale: string | undefined, configured: string | undefined): string {
  return knownLanguage(locale) ?? checkLanguage(configured) ?? 'en';
}

/** @throws {ConfigurationError} for a language that MX's widget does not support */
export function checkLanguage(configured: string | undefined): string | undefined {
  if (configured === undefined) return undefined;
  const language = knownLanguage(configured);
  if (language !== undefined) return language;
  throw new ConfigurationError(`language of mx must be one of: ${Object.values(languages).join(', ')}`);
}

function knownLanguage(tag: unknown): string | undefined {
  const language = typeof tag === 'string' ? (tag.split(/[-_]/)[0]?.toLowerCase() ?? '') : '';
  return Object.hasOwn(languages, language) ? languages[language] : undefined;
}
