import {inEachContract} from '../../contracts/scenes.js';
import {holdVariants} from '../../contracts/variant-suite.js';

inEachContract(holdVariants);
