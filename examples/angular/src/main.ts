import {bootstrapApplication} from '@angular/platform-browser';
import {fetchOverview} from './app/backend';
import {Banks, OVERVIEW} from './app/banks';

fetchOverview()
  .then(overview => bootstrapApplication(Banks, {providers: [{provide: OVERVIEW, useValue: overview}]}))
  .catch(console.error);
