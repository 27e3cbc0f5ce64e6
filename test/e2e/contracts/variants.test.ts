import {inEachContract} from '../../contracts/fixtures.js';
import {defineVariantTests} from '../../contracts/variant-suite.js';

inEachContract(defineVariantTests);
