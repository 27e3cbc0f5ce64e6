import {Directive, ElementRef, booleanAttribute, effect, inject, input} from '@angular/core';
import 'bank-reconnect';
import type {BankReconnectElement, RepairExit} from 'bank-reconnect';

/** The type of a property of the element. Undefined unsets it, unless it was never set: then its attribute stays. */
type Value<Name extends keyof BankReconnectElement> = BankReconnectElement[Name] | undefined;

/** The values of a boolean input, as an attribute or bound. A signal that the template does not call is none of them. */
type BooleanInput = boolean | '' | 'true' | 'false' | null | undefined;

const properties = [
  ...(['connectionId', 'provider', 'tokenUrl', 'completeUrl', 'statusUrl', 'returnUrl', 'credentials'] as const),
  ...(['status', 'statusReason', 'institutionName', 'institutionLogo', 'display', 'appearance', 'prefetch'] as const),
  ...(['sandboxUrl', 'autoOpen', 'disabled', 'headers', 'fetchToken', 'completeRepair', 'fetchStatus'] as const),
  ...(['widgetOrigins', 'strings'] as const),
];

/**
 * Makes `<bank-reconnect>` known to Angular's templates, with typed properties and without `CUSTOM_ELEMENTS_SCHEMA`. Its events
 * need no code: Angular listens to `(exited-successful)` on the element, and takes the types from the package.
 */
@Directive({selector: 'bank-reconnect', exportAs: 'bankReconnect'})
export class BankReconnect {
  readonly element = inject<ElementRef<BankReconnectElement>>(ElementRef).nativeElement;

  readonly connectionId = input<Value<'connectionId'>>();
  readonly provider = input<Value<'provider'>>();
  readonly tokenUrl = input<Value<'tokenUrl'>>();
  readonly completeUrl = input<Value<'completeUrl'>>();
  readonly statusUrl = input<Value<'statusUrl'>>();
  readonly returnUrl = input<Value<'returnUrl'>>();
  readonly credentials = input<Value<'credentials'>>();
  readonly status = input<Value<'status'>>();
  readonly statusReason = input<Value<'statusReason'>>();
  readonly institutionName = input<Value<'institutionName'>>();
  readonly institutionLogo = input<Value<'institutionLogo'>>();
  readonly display = input<Value<'display'>>();
  readonly appearance = input<Value<'appearance'>>();
  readonly prefetch = input<Value<'prefetch'>>();
  readonly sandboxUrl = input<Value<'sandboxUrl'>>();
  readonly autoOpen = input<boolean | undefined, BooleanInput>(undefined, {transform: booleanAttribute});
  readonly disabled = input<boolean | undefined, BooleanInput>(undefined, {transform: booleanAttribute});
  readonly headers = input<Value<'headers'>>();
  readonly fetchToken = input<Value<'fetchToken'>>();
  readonly completeRepair = input<Value<'completeRepair'>>();
  readonly fetchStatus = input<Value<'fetchStatus'>>();
  readonly widgetOrigins = input<Value<'widgetOrigins'>>();
  readonly strings = input<Value<'strings'>>();

  constructor() {
    for (const name of properties) {
      let isBound = false;
      effect(() => {
        const value = this[name]();
        isBound ||= value !== undefined;
        if (isBound) Object.assign(this.element, {[name]: value});
      });
    }
  }

  open(): Promise<RepairExit> {
    return this.element.open();
  }

  close(): void {
    this.element.close();
  }
}
