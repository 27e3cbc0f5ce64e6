import {Connect} from 'connect-web-sdk';

const button = document.createElement('button');
button.textContent = 'Reconnect';
button.addEventListener('click', async () => {
  const response = await fetch('/token', {method: 'POST'});
  const {widgetUrl} = await response.json();
  const handlers = {onDone() {}, onCancel() {}, onError() {}};
  Connect.launch(widgetUrl, handlers, {selector: '#place'});
});
document.getElementById('place').append(button);
window.bench.ready();
