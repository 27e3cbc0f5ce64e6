/**
 * Shows the page, and the framework's version in `data-version`, on what a server has rendered or in an empty element. With `#later` it waits for the event `start`, as it
 * would for a slow script. The event may have more properties for the page.
 *
 * @param {{version?: string, mount(target: Element, props: object): void, hydrate?(target: Element, props: object): void}} framework
 */
export async function start({version, mount, hydrate}) {
  document.documentElement.dataset.version = version ?? '';
  const props = JSON.parse(document.querySelector('#overview').textContent);
  if (location.hash === '#later') {
    const {detail} = await new Promise(resolve => addEventListener('start', resolve, {once: true}));
    Object.assign(props, detail);
  }
  const target = document.querySelector('#app');
  (target.hasChildNodes() ? hydrate : mount)(target, props);
}
