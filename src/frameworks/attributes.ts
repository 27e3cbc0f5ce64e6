import type {BankReconnectElement, RepairEventMap} from '../index.js';
import type {RepairProperties} from './properties.js';

/** The properties without an attribute: objects and functions. */
type WithoutAttribute = 'headers' | 'fetchToken' | 'completeRepair' | 'fetchStatus' | 'widgetOrigins' | 'strings';

/** `connectionId` as `connection-id`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : '';

/** The element's attributes. An attribute has the values of its property. */
export type RepairAttributes = {
  [Name in keyof RepairProperties as Name extends WithoutAttribute ? never : Kebab<Name & string>]?:
    BankReconnectElement[Name] | undefined;
};

/** The listeners of the element's events, with a prefix before the event's name, such as `onexited-successful`. */
export type PrefixedListeners<Prefix extends string> = {
  [Name in keyof RepairEventMap as `${Prefix}${Name}`]?: ((event: RepairEventMap[Name]) => void) | undefined;
};
