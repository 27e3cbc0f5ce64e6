import {Component, signal} from '@angular/core';
import {BankReconnect} from '../src/app/bank-reconnect';
import {headers, onAbort, onSuccess, requestToken} from './values';

@Component({
  selector: 'app-tag',
  imports: [BankReconnect],
  template: `
    <bank-reconnect
      #element
      #directive="bankReconnect"
      class="wide"
      connectionId="conn_42"
      [provider]="text()"
      display="popup"
      autoOpen
      [disabled]="isSaving()"
      [headers]="headers"
      [fetchToken]="requestToken"
      (exited-successful)="onSuccess($event)"
      (exited-errored)="isSaving.set($event.detail.error.code === 'offline')"
      (exited-aborted)="text.set($event.detail.reason)"
      (click)="text.set('' + $event.clientX)"
    >
      Sign in again
      <button slot="trigger">Sign in</button>
    </bank-reconnect>
    <bank-reconnect connection-id="conn_42" provider="a provider of the host" disabled="false" [autoOpen]="null" />
    <button (click)="directive.open()">Open</button>
    <button (click)="element.close()">Close</button>

    <!-- error: a wrong tag -->
    <bank-reconect connectionId="conn_42" />
    <!-- accepted: Angular knows no list of attributes -->
    <bank-reconnect conection-id="conn_42" />
    <!-- accepted: an input without brackets is an attribute, too -->
    <bank-reconnect conectionId="conn_42" />
    <!-- error: a wrong input -->
    <bank-reconnect [conectionId]="text()" />
    <!-- error: an attribute instead of an input -->
    <bank-reconnect [connection-id]="text()" />
    <!-- error: an unknown input -->
    <bank-reconnect [bank]="text()" />
    <!-- accepted: Angular knows no list of events -->
    <bank-reconnect (exited-sucessful)="text.set('done')" />
    <!-- error: a wrong event, whose $event has no detail -->
    <bank-reconnect (exited-sucessful)="text.set($event.detail.connectionId)" />
    <!-- error: a wrong event, whose $event has no detail for the listener -->
    <bank-reconnect (exited-sucessful)="onSuccess($event)" />
    <!-- error: a wrong name of the directive -->
    <bank-reconnect #wrong="bankReconect" />

    <!-- error: a word that the input does not know -->
    <bank-reconnect display="modall" />
    <!-- error: a bound word that the input does not know -->
    <bank-reconnect [prefetch]="'hover'" />
    <!-- error: a number instead of a string -->
    <bank-reconnect [connectionId]="42" />
    <!-- error: a word instead of a boolean -->
    <bank-reconnect autoOpen="yes" />
    <!-- error: a signal instead of its value -->
    <bank-reconnect [disabled]="isSaving" />
    <!-- error: neither an object nor a function -->
    <bank-reconnect [headers]="3" />
    <!-- error: an attribute that cannot carry the property -->
    <bank-reconnect headers="authorization" />
    <!-- error: not a function -->
    <bank-reconnect [fetchToken]="text()" />
    <!-- error: the listener of another event -->
    <bank-reconnect (exited-successful)="onAbort($event)" />
    <!-- accepted: Angular takes the text for a statement -->
    <bank-reconnect (exited-successful)="('done')" />

    <!-- error: a field that the detail does not have -->
    <bank-reconnect (exited-successful)="text.set($event.detail.connection)" />
    <!-- error: an error code that does not exist -->
    <bank-reconnect (exited-errored)="isSaving.set($event.detail.error.code === 'offlin')" />
    <!-- error: a method that the directive does not have -->
    <button (click)="directive.opn()">Open</button>
    <!-- error: a property that the element does not have -->
    <button (click)="text.set(element.conectionId)">Show</button>
  `,
})
export class Tag {
  readonly text = signal('');
  readonly isSaving = signal(false);
  readonly headers = headers;
  readonly requestToken = requestToken;
  readonly onSuccess = onSuccess;
  readonly onAbort = onAbort;
}
