import {expect} from '@open-wc/testing';
import {until} from '../../helpers/until.js';

const page = `<header><button data-action="back" hidden>Back</button></header>
  <main data-session="session"><h1 id="heading"></h1><div id="pane"></div><button data-delete hidden>Delete</button></main>
  <template id="step-oauth"><form>
    <p role="alert" hidden></p><p class="waiting" hidden><span role="status"></span></p>
    <button type="submit">Sign in</button>
  </form></template>`;

/** Where the page's modules are in the repository. The sandbox serves them under one path. */
const modules = {
  '/assets/connect-post.js': '/src/providers/mx/sandbox/connect-post.js',
  '/assets/sign-in-panel.js': '/src/sandbox/banks/sign-in-panel.js',
};

async function pageScript(): Promise<string> {
  let text = await (await fetch('/src/providers/mx/sandbox/connect-page.js')).text();
  for (const [served, path] of Object.entries(modules)) text = text.replace(served, location.origin + path);
  return URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
}

/** Loads the sandbox's widget in a frame that opens no windows. Its sign-in is at the bank. */
async function openWidget() {
  const signIn = {id: 's', step: 'oauth', refusal: null, accounts: [], waiting: false, windows: 0};
  const view = {step: 'enterCreds', posts: [], bank: {name: 'Meridian', brand: ''}, signIn};
  const frame = Object.assign(document.createElement('iframe'), {srcdoc: page});
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  const requests: string[] = [];
  const opened: string[] = [];
  Object.assign(frame.contentWindow!, {
    fetch(path: string) {
      requests.push(path);
      return Promise.resolve(new Response(JSON.stringify(path.startsWith('/sign-in/') ? signIn : view)));
    },
    open(url: string) {
      opened.push(url);
      return null;
    },
  });
  const inside = frame.contentDocument!;
  const script = Object.assign(inside.createElement('script'), {type: 'module', src: await pageScript()});
  inside.head.append(script);
  const button = await until(() => inside.querySelector<HTMLElement>('#pane button'), 'the sign-in');
  return {frame, inside, button, requests, opened, signIn};
}

it('the widget waits for the bank and offers “Try again” when the browser blocks the bank’s window', async () => {
  const {frame, inside, button, requests, opened, signIn} = await openWidget();
  try {
    expect(button.textContent).to.equal('Sign in');
    button.click();
    expect(opened).to.deep.equal(['/sign-in/s/window']);
    expect(inside.querySelector('[role=alert]')!.textContent).to.equal('');
    expect(inside.querySelector('[role=status]')!.textContent).to.contain('Waiting for your answer at Meridian');
    expect(button.textContent).to.equal('Try again');
    await until(() => requests.includes(`/sign-in/${signIn.id}`), 'a request for the answer of the bank');
    expect(button.isConnected).to.equal(true);
    button.click();
    expect(opened).to.have.length(2);
  } finally {
    frame.remove();
  }
});
