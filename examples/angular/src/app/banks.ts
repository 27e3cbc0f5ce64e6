import {Component, InjectionToken, inject, signal, viewChildren} from '@angular/core';
import {fetchToken, headers, type Overview} from './backend';
import {BankReconnect} from './bank-reconnect';

export const OVERVIEW = new InjectionToken<Overview>('overview');

@Component({
  selector: 'app-banks',
  imports: [BankReconnect],
  template: `
    <h1>Your banks</h1>
    <button (click)="openFirst()">Open the first</button>
    <button (click)="reverse()">Reverse</button>
    <button (click)="isShown.set(!isShown())">{{ isShown() ? 'Hide' : 'Show' }}</button>
    @if (isShown()) {
      <ul>
        @for (bank of list(); track bank.id) {
          <li>
            <h2>{{ bank.institutionName }}</h2>
            <bank-reconnect
              [connectionId]="bank.id"
              [provider]="bank.provider"
              [institutionName]="bank.institutionName"
              completeUrl="/api/bank/complete"
              statusUrl="/api/bank/status"
              [sandboxUrl]="sandboxUrl"
              [headers]="headers"
              [fetchToken]="fetchToken"
              (exited-aborted)="news.set(bank.institutionName + ': ' + $event.detail.reason)"
              (exited-errored)="news.set(bank.institutionName + ': ' + $event.detail.error.code)"
              (repair-confirmed)="news.set(bank.institutionName + ': ' + $event.detail.status)"
            ></bank-reconnect>
          </li>
        }
      </ul>
    }
    <p role="status">{{ news() }}</p>
  `,
})
export class Banks {
  private readonly overview = inject(OVERVIEW);
  private readonly elements = viewChildren(BankReconnect);

  protected readonly sandboxUrl = this.overview.sandboxUrl;
  protected readonly headers = headers;
  protected readonly fetchToken = fetchToken;
  protected readonly list = signal(this.overview.connections);
  protected readonly isShown = signal(true);
  protected readonly news = signal('');

  protected openFirst(): void {
    void this.elements()[0]?.open();
  }

  protected reverse(): void {
    this.list.update(list => list.toReversed());
  }
}
