import {defineComponent, h, ref} from 'vue';
import {BankReconnect} from 'bank-reconnect/vue';
import {fetchToken, headers} from '../backend.js';

export const Banks = defineComponent({
  props: ['connections', 'sandboxUrl', 'isDisabled'],
  setup({connections, sandboxUrl, isDisabled}) {
    const news = ref('');
    const first = ref(null);
    const tagOf = ({id, provider, institutionName}, index) =>
      h(
        BankReconnect,
        {
          key: id,
          ref: index === 0 ? first : undefined,
          class: 'bank',
          connectionId: id,
          provider,
          institutionName,
          completeUrl: '/api/bank/complete',
          statusUrl: '/api/bank/status',
          sandboxUrl,
          headers,
          fetchToken,
          disabled: isDisabled,
          onExitedErrored: ({detail}) => (news.value = `${institutionName}: ${detail.error.code}`),
          onRepairConfirmed: ({detail}) => (news.value = `${institutionName}: ${detail.status}`),
        },
        () => `Reconnect ${institutionName}`,
      );
    return () => [
      h('button', {onClick: () => first.value.open()}, 'Open the first'),
      connections.map(tagOf),
      h('p', {role: 'status'}, news.value),
    ];
  },
});
