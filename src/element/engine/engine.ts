// The engine: the code of a repair after the click, in one lazy part. It must not share a module with the shell.
export {followExit} from '../../repair/verification.js';
export {takeReturned} from '../../repair/resume.js';
export {runAttempt} from '../../repair/run-attempt.js';
export {TokenPrefetch} from '../../repair/token-prefetch.js';
export {giveUpSlowWidget} from '../../repair/slow-widget.js';
export {repairTexts} from './repair-texts.js';
export {repairViewOf, RepairControls} from './repair-view.js';
