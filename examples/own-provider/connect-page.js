// The script of the widget's page, as Mossgate would write it.
const session = new URLSearchParams(location.search).get('session');
const {state, repeats} = document.body.dataset;
const form = document.querySelector('form');
const alert = document.querySelector('[role=alert]');

/** Only the page that has embedded the widget gets its messages. */
function post(event) {
  for (let count = repeats === 'true' ? 2 : 1; count; count--) {
    parent.postMessage({source: 'mossgate', event}, new URL(document.referrer).origin);
  }
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const {username, password} = Object.fromEntries(new FormData(form));
  const response = await fetch('/sign-in', {method: 'POST', body: JSON.stringify({session, username, password})});
  if (response.ok) post('done');
  else alert.textContent = 'The username or the password is wrong.';
});

document.querySelector('[type=button]').addEventListener('click', () => post('cancelled'));

post(state);
if (state === 'bank_down') alert.textContent = 'Your bank cannot be reached.';
