import {inEachContract} from '../../contracts/fixtures.js';
import {defineSurfaceTests} from '../../contracts/surface-suite.js';

inEachContract(defineSurfaceTests);
