import {holdContracts} from '../../contracts/suite.js';

holdContracts('chromium');
