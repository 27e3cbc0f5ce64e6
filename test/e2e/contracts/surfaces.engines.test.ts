import {inEachContract} from '../../contracts/scenes.js';
import {holdSurfaceContract} from '../../contracts/surface-suite.js';

inEachContract(holdSurfaceContract);
