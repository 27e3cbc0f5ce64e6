/** The session of the signed-in person. The element sends the headers with its calls, too. */
const headers = {authorization: 'Bearer session-of-ada'};

/** Requests the token with the page's own client, instead of `token-url`. */
const fetchToken = (request, {signal}) =>
  fetch('/api/bank/token', {
    method: 'POST',
    headers: {...headers, 'content-type': 'application/json'},
    body: JSON.stringify(request),
    signal,
  });

const list = document.querySelector('#banks');
const news = document.querySelector('[role=status]');
const say = ({target}, text) => (news.textContent = `${target.institutionName}: ${text}`);

const {sandboxUrl} = await (await fetch('/api/connections', {headers})).json();
for (const element of list.querySelectorAll('bank-reconnect'))
  Object.assign(element, {headers, fetchToken, sandboxUrl});

// The events bubble, so one listener hears all elements.
list.addEventListener('exited-aborted', event => say(event, event.detail.reason));
list.addEventListener('exited-errored', event => say(event, event.detail.error.code));
list.addEventListener('repair-confirmed', event => say(event, event.detail.status));

document.querySelector('#open').onclick = () => list.querySelector('bank-reconnect').open();
document.querySelector('#reverse').onclick = () => list.prepend(list.lastElementChild);
document.querySelector('#toggle').onclick = ({target}) => {
  const isShown = list.isConnected;
  if (isShown) list.remove();
  else news.before(list);
  target.textContent = isShown ? 'Show' : 'Hide';
};

// The tag may be defined last: it keeps the properties that are set already. A script tag in the page does as well.
await import('/element/bank-reconnect.js');
