import type {Provider} from './table.js';

/** A vendor's script whose loading the test decides. */
export interface HeldScript {
  /** The sandbox whose script it is. */
  readonly sandboxUrl: string;
  /** The element's script tag. */
  tag(): HTMLScriptElement | undefined;
  /** Defines the vendor's global. */
  restore(): void;
  /** Reports the tag's end. */
  settle(type: 'load' | 'error'): void;
}

/** A page keeps a loaded script by its address, so each test has another. */
let port = 40_000;

/** Removes the vendor's global, and keeps the element's tag for it from loading. */
export function withoutScript(provider: Provider): HeldScript {
  const name = provider === 'plaid' ? 'Plaid' : 'Quiltt';
  const descriptor = Object.getOwnPropertyDescriptor(window, name)!;
  Reflect.deleteProperty(window, name);
  let tag: HTMLScriptElement | undefined;
  document.head.append = (...nodes: (Node | string)[]) => {
    for (const node of nodes) if (node instanceof HTMLScriptElement) tag = node;
  };
  return {
    sandboxUrl: `http://127.0.0.1:${++port}`,
    tag: () => tag,
    restore() {
      Object.defineProperty(window, name, descriptor);
      Reflect.deleteProperty(document.head, 'append');
    },
    settle: type => void tag?.dispatchEvent(new Event(type)),
  };
}
