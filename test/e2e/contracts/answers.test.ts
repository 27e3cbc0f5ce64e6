import {holdAnswerContract} from '../../contracts/answer-suite.js';
import {inEachContract} from '../../contracts/scenes.js';

inEachContract(holdAnswerContract);
