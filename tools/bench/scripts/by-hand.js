// The least that a page can do itself: a click requests a token and shows the widget in a frame. It handles no failure, tells
// nobody, and ends nothing.
const place = document.getElementById('place');
const button = document.createElement('button');
button.textContent = 'Reconnect';
button.addEventListener('click', async () => {
  const response = await fetch('/token', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({connectionId: 'conn_1'}),
  });
  const {widgetUrl} = await response.json();
  const frame = document.createElement('iframe');
  frame.src = widgetUrl;
  place.append(frame);
});
place.append(button);
window.bench.ready();
