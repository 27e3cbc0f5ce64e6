import {defineComponent, h, ref} from 'vue';
import {BankReconnect} from 'bank-reconnect/vue';
import {tagPropsOf} from '../tag-props.js';

export const Banks = defineComponent({
  props: ['connections', 'sandboxUrl', 'isDisabled'],
  setup({connections, sandboxUrl, isDisabled}) {
    const news = ref('');
    const first = ref(null);
    const tagOf = (connection, index) =>
      h(
        BankReconnect,
        {
          ...tagPropsOf(connection, {sandboxUrl, say: text => (news.value = text)}),
          ref: index === 0 ? first : undefined,
          class: 'bank',
          disabled: isDisabled,
        },
        () => `Reconnect ${connection.institutionName}`,
      );
    return () => [
      h('button', {onClick: () => first.value.open()}, 'Open the first'),
      connections.map(tagOf),
      h('p', {role: 'status'}, news.value),
    ];
  },
});
