import {holdContracts} from '../../contracts/suite.js';

holdContracts('firefox');
