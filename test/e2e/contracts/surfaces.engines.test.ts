import {inEachContract} from '../../contracts/each-contract.js';

inEachContract('surfaces');
