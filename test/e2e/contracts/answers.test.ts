import {defineAnswerTests} from '../../contracts/answer-suite.js';
import {inEachContract} from '../../contracts/fixtures.js';

inEachContract(defineAnswerTests);
