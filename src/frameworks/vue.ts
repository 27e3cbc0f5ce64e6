import type {PropertyDeclarations} from '@lit/reactive-element';
import {cloneVNode, defineComponent, h, onMounted, shallowRef} from 'vue';
import type {AllowedComponentProps, ComponentPublicInstance, HTMLAttributes, VNode, VNodeProps} from 'vue';
import {BankReconnectElement, type RepairEventMap, type RepairExit, type RepairState} from '../index.js';
import {eventNames, listenerNameOf, type RepairListeners} from './events.js';
import type {RepairProperties} from './properties.js';

export type * from '../index.js';
export type {BankReconnectTag} from './vue-tag.js';

/** The props of `BankReconnect`: the element's properties. */
export type BankReconnectProps = RepairProperties;

/** What a template ref of `BankReconnect` has. */
export interface BankReconnectExposed {
  /** Undefined before the component is mounted. */
  readonly element: BankReconnectElement | undefined;
  /** The state of the repair. Not reactive: `repair-state-changed` announces a change. */
  readonly state: RepairState;
  /** Starts the repair, or focuses a running one. Resolves at the exit. Never rejects. */
  open(): Promise<RepairExit>;
  /** Ends the repair or its verification. */
  close(): void;
}

export interface BankReconnectSlots {
  /** The button's label. */
  default?: () => VNode[];
  /** The page's own trigger, with `appearance="none"`. */
  trigger?: () => VNode[];
}

type Emit = <Name extends keyof RepairEventMap>(name: Name, event: RepairEventMap[Name]) => void;

/** The names of the typed props. The other attributes are those of every HTML element. */
type Own = keyof BankReconnectProps | keyof RepairListeners;

/** The instance, written out, because the type that Vue infers differs between its versions. */
type Instance = Omit<ComponentPublicInstance, '$props' | '$slots' | '$emit'> &
  BankReconnectExposed & {
    $props: BankReconnectProps & RepairListeners & Omit<HTMLAttributes, Own> & VNodeProps & AllowedComponentProps;
    $slots: BankReconnectSlots;
    $emit: Emit;
  };

/** The declarations of the element's properties. Only booleans have a converter. */
const declarations = Object.entries<PropertyDeclarations[string]>(BankReconnectElement.properties);

/** Vue sets a key with a dot as a property, whether the tag is defined or not. A server renders no such key. */
const valuesOf = (props: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    declarations
      .map(([name, {attribute, converter}]): [string, unknown] => {
        if (attribute === false) return [`.${name}`, props[name]];
        const value = converter && !props[name] ? undefined : props[name];
        return [typeof attribute === 'string' ? attribute : name, value === true ? '' : value];
      })
      .filter(([, value]) => value !== undefined),
  );

/**
 * Completes the hydration of a tag that a server has rendered: Vue before 3.3.9 leaves out the properties whose keys have a
 * dot, and no version removes the attribute `disabled`. The element stays disabled until Vue renders it the next time.
 */
function completeHydration(element: BankReconnectElement, props: Readonly<Record<string, unknown>>): void {
  element.removeAttribute('disabled');
  element.disabled = true;
  for (const [key, value] of Object.entries(valuesOf(props)))
    if (key.startsWith('.')) Object.assign(element, {[key.slice(1)]: value});
}

/** `<bank-reconnect>` as a Vue component. Needs no compiler option. */
export const BankReconnect = defineComponent({
  name: 'BankReconnect',
  props: Object.fromEntries(declarations.map(([name, {converter}]) => [name, converter ? Boolean : null])),
  emits: eventNames,
  setup(props, {emit, expose, slots}) {
    const element = shallowRef<BankReconnectElement>();
    // Disabled until the properties and listeners are set, also those of a tag that a server has rendered.
    const isMounted = shallowRef(false);
    onMounted(() => {
      if (element.value) completeHydration(element.value, props);
      isMounted.value = true;
    });
    const listeners = Object.fromEntries(
      eventNames.map(name => [listenerNameOf(name), (event: Event) => emit(name, event)]),
    );
    expose({
      get element() {
        return element.value;
      },
      get state() {
        return element.value?.state ?? 'idle';
      },
      open: () => element.value?.open(),
      close: () => element.value?.close(),
    });
    return () =>
      h('bank-reconnect', {...valuesOf(props), ...(!isMounted.value && {disabled: ''}), ...listeners, ref: element}, [
        ...(slots.default?.() ?? []),
        ...(slots.trigger?.() ?? []).map(node => cloneVNode(node, {slot: 'trigger'})),
      ]);
  },
}) as unknown as new () => Instance;
