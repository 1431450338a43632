import { html, type TemplateResult } from "lit";

/**
 * A table that becomes a card for each row where it is narrow. Its roles are written out, because a browser drops those
 * of what is no longer drawn as a table.
 */
export function renderTable(
  name: string,
  head: readonly string[],
  rows: readonly (readonly unknown[])[],
): TemplateResult {
  return html`<table class="table" role="table" aria-label=${name}>
    <thead role="rowgroup">
      <tr role="row">
        ${head.map((words) => html`<th role="columnheader" scope="col">${words}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (cells) => html`<tr role="row">
          ${cells.map((cell, place) => html`<td role="cell"><span class="label" aria-hidden="true">${head[place]}</span><div class="cell">${cell}</div></td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
