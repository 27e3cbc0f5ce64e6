import {expect} from '@open-wc/testing';
import {until} from '../helpers/until.js';

interface Panel {
  stop(): void;
}

interface Module {
  showSignIn(mount: Element, first: object, hooks: object): Panel;
}

const ignore = () => undefined;

it('a refusal in an earlier window of the bank is not taken for one in a window that has yet to open', async () => {
  // By its address, because beside it is the module of the same name that serves it.
  const module = new URL('../../src/sandbox/banks/sign-in-panel.js', import.meta.url).href;
  const {showSignIn} = (await import(module)) as Module;
  const place = document.createElement('div');
  place.innerHTML = `<main></main><template id="step-oauth"><form>
    <p role="alert" hidden></p><p class="waiting" hidden><span role="status"></span></p><button>Sign in</button>
  </form></template>`;
  document.body.append(place);
  const view = {id: 's', step: 'oauth', refusal: null as string | null, accounts: [], waiting: false, windows: 0};
  let asked = 0;
  const {fetch, open} = window;
  window.fetch = () => {
    asked++;
    return Promise.resolve(new Response(JSON.stringify(view)));
  };
  window.open = () => window;
  const hooks = {bank: 'First Harbor', onSubmit: ignore, onView: ignore, onCancel: ignore};
  const panel = showSignIn(place.querySelector('main')!, {...view}, hooks);
  const refusal = () => place.querySelector('main [role=alert]')!.textContent;
  const signIn = () => place.querySelector('form')!.requestSubmit();
  try {
    signIn();
    Object.assign(view, {refusal: 'denied', windows: 1});
    await until(refusal, 'the first refusal');
    signIn();
    const before = asked;
    await until(() => asked > before + 1, 'a second question');
    expect(refusal()).to.equal('');
    view.windows = 2;
    await until(refusal, 'the second refusal');
  } finally {
    panel.stop();
    Object.assign(window, {fetch, open});
    place.remove();
  }
});
