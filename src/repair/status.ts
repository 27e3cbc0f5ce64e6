// What is loaded together once there is a status to ask for and to judge.
import '../element/advice.js';

export {describe} from './describe.js';
export {askStatus, watchStatus} from './verification.js';
export {watchWindow} from './watch-repair.js';
