import 'bank-reconnect';

/** The session of the signed-in person. The element sends the headers with its calls, too. */
const headers = {authorization: 'Bearer session-of-ada'};

const {sandboxUrl, connections} = await (await fetch('/api/connections', {headers})).json();
for (const connection of connections) {
  const element = document.createElement('bank-reconnect');
  Object.assign(element, connection, {headers, sandboxUrl});
  element.tokenUrl = '/api/bank/token';
  element.completeUrl = '/api/bank/complete';
  element.statusUrl = '/api/bank/status';
  document.querySelector('main').append(element);
}
