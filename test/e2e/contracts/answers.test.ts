import {inEachContract} from '../../contracts/each-contract.js';

inEachContract('answers');
