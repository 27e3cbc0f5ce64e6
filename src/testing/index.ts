export {describeProviderContract, type ContractOptions} from './describe-provider-contract.js';

export type {
  ContractFixture,
  ContractHost,
  ContractStandIn,
  ContractVariant,
  ProviderContract,
  VariantSituation,
} from './contract.js';
export type {ContractPart} from './describe-contract.js';
export type {
  PlaywrightBrowser,
  PlaywrightContext,
  PlaywrightElement,
  PlaywrightFrame,
  PlaywrightWindow,
} from './driver/playwright-types.js';
export type {Frame as TestFrame, Locator as TestLocator, Page as TestPage, PageScript} from './driver/types.js';
export type {ElementPage, RecordedEvent} from './element-page.js';
export type {Person, PersonActions} from './person.js';
