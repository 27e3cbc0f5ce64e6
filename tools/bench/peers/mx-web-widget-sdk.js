import {ConnectWidget} from '@mxenabled/web-widget-sdk';

const button = document.createElement('button');
button.textContent = 'Reconnect';
button.addEventListener('click', () => new ConnectWidget({container: '#place', proxy: '/mx'}));
document.getElementById('place').append(button);
window.bench.ready();
