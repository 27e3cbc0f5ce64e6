// The status part: the code that judges and describes a status. It must not share a module with the shell or the
// engine.
export {describe, judge} from '../../repair/judge.js';
export {adviceTexts} from './advice-texts.js';
export {AdviceView} from './advice-view.js';
