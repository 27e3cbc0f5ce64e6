// The least that lit asks for: one reactive attribute, one button, one style sheet.
import {css, html, LitElement} from 'lit';

class LitButton extends LitElement {
  static properties = {connectionId: {attribute: 'connection-id'}};

  static styles = css`
    :host {
      display: inline-block;
    }
    button {
      padding: 0.5rem 1rem;
      font: inherit;
    }
  `;

  render() {
    return html`<button @click=${this.#open}>Reconnect</button>`;
  }

  #open() {
    this.dispatchEvent(new CustomEvent('open', {bubbles: true, composed: true}));
  }
}

customElements.define('lit-button', LitButton);
