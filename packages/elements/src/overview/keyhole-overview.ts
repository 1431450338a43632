import type { TemplateResult } from "lit";
import type { CallFilters } from "../base/call-filters.ts";
import { LazyModule } from "../base/lazy-module.ts";
import { renderSkeleton } from "../base/render-skeleton.ts";
import { box } from "../base/styles/box.styles.ts";
import { notice } from "../base/styles/notice.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import { LazyElement } from "../core/lazy-element.ts";
import { SiteElement } from "../core/site-element.ts";
import { withTexts } from "../i18n/localize.ts";
import type { OverviewController } from "./overview-controller.ts";

type OverviewModule = typeof import("./index.ts");

const loadOverview = (): Promise<OverviewModule> => withTexts(import("./index.ts"));

/**
 * Calls, minutes, average duration and the share of calls that passed, over time. What the source cannot count for this
 * viewer does not appear.
 *
 * An overview and the lists of the same site on the page share the time range, the agent and the time zone.
 *
 * @keyboard ArrowLeft, ArrowRight - Go from point to point in a chart.
 * @keyboard ArrowUp, ArrowDown - Go to the later or the earlier point of a chart.
 * @keyboard Home, End - Go to the first or the last point of a chart.
 *
 * @slot header - Content above the controls.
 * @slot empty - Replaces the words for a range without calls.
 * @slot unavailable - Replaces the words for calls that cannot be counted.
 * @slot error - Replaces the notice for an error that leaves no figures.
 *
 * @fires {KeyholeReadyEvent} keyhole-ready - The first figures are there; once for each viewer.
 * @fires {KeyholeOverviewFilterEvent} keyhole-overview-filter - The viewer is about to choose a time range or an agent; preventing the event leaves the overview as it is.
 * @fires {KeyholeSignOutEvent} keyhole-sign-out - The token, the key and the figures were dropped.
 * @fires {KeyholeErrorEvent} keyhole-error - Something failed; carries the kind, the code and the request id.
 *
 * @csspart box - The frame around the whole element.
 * @csspart body - The content of the frame.
 * @csspart overview - The controls, and the charts or tables.
 * @csspart toolbar - The controls above the charts.
 * @csspart presets - The buttons for a number of days.
 * @csspart preset - A button for a number of days.
 * @csspart filter - A single field: its label and its field.
 * @csspart filter-label - The label of a field.
 * @csspart filter-field - The field for a day or an agent.
 * @csspart table-button - The button that shows tables in place of charts.
 * @csspart charts - The grid of charts.
 * @csspart chart - A chart with its title and its figure.
 * @csspart chart-title - The title of a chart.
 * @csspart chart-value - The figure of a chart: of the whole range, or of one point.
 * @csspart plot - The drawing of a chart.
 * @csspart axis - The first and the last time below a chart.
 * @csspart axis-label - A time below a chart, or the value at its top.
 * @csspart tables - The tables with the data of the charts.
 * @csspart table-scroller - The area in which a table scrolls.
 * @csspart table - A table.
 * @csspart table-title - The title of a table.
 * @csspart table-head - The name of a column.
 * @csspart table-time - The time of a row.
 * @csspart table-cell - A figure of a row.
 * @csspart note - The line below the figures: time zone, and what they include.
 * @csspart note-text - A sentence of that line.
 * @csspart skeleton - Grey areas while figures load.
 * @csspart notice - The notice in place of figures: no calls, or an error.
 * @csspart notice-title - The title of a notice.
 * @csspart notice-text - The text of a notice.
 * @csspart icon - The picture of a notice.
 * @csspart button - A button of a notice or a strip.
 * @csspart notice-detail - What the broker says to a developer, on localhost alone.
 * @csspart notice-more - The request id and the help link below a notice.
 * @csspart request-id - The broker's request id of an error, with its copy button.
 * @csspart request-id-value - The request id itself.
 * @csspart copy - The button that copies a request id.
 * @csspart help - The link to the page about an error.
 * @csspart find-out - The button that finds out why calls do not appear.
 * @csspart diagnosis - The dialog with the reasons.
 * @csspart diagnosis-body - The content of that dialog.
 * @csspart diagnosis-title - The title of that dialog.
 * @csspart diagnosis-status - How many checks failed.
 * @csspart checks - The list of checks.
 * @csspart check - A check: its name, its verdict, and what to do.
 * @csspart check-name - The name of a check.
 * @csspart check-verdict - The verdict of a check.
 * @csspart check-fix - What to do about a check that failed.
 * @csspart strip - Inline error shown while figures stay visible.
 * @csspart strip-title - The title of a strip.
 * @csspart strip-text - The title and the text of a strip.
 *
 * @cssprop --keyhole-overview-block-size - Maximum height of the element, by default none.
 * @cssprop --keyhole-color-scheme - `light` or `dark` for this element alone; by default the page's color
 *   scheme.
 * @cssprop --keyhole-surface - Background of the element.
 * @cssprop --keyhole-subtle - Background of hovered buttons and of what is loading.
 * @cssprop --keyhole-text - Color of text.
 * @cssprop --keyhole-muted - Color of secondary text.
 * @cssprop --keyhole-border - Color of dividing lines, and of the lines in charts.
 * @cssprop --keyhole-control-border - Color of the edges of fields and buttons; 3:1 against the background.
 * @cssprop --keyhole-accent - Color of charts, focus rings and pressed buttons.
 * @cssprop --keyhole-link - Color of links.
 * @cssprop --keyhole-ended - Color of the status "ended".
 * @cssprop --keyhole-active - Color of the status "in progress".
 * @cssprop --keyhole-waiting - Color of the status "waiting".
 * @cssprop --keyhole-unjoined - Color of the status "not joined".
 * @cssprop --keyhole-danger - Color of errors and strips.
 * @cssprop --keyhole-font-family - Font of all text.
 * @cssprop --keyhole-font-family-mono - Font of request ids.
 * @cssprop --keyhole-font-size - Size of text; all other sizes are relative to it.
 * @cssprop --keyhole-font-size-small - Size of labels and notes.
 * @cssprop --keyhole-font-size-heading - Size of titles.
 * @cssprop --keyhole-font-weight - Weight of text.
 * @cssprop --keyhole-font-weight-strong - Weight of titles and figures.
 * @cssprop --keyhole-line-height - Height of a line of text.
 * @cssprop --keyhole-space - Inline padding; block padding is relative to it.
 * @cssprop --keyhole-density - Factor for block padding, buttons and fields: 1 is comfortable, 0.6 compact. No
 *   target gets smaller than 24px.
 * @cssprop --keyhole-control-size - Height of buttons and fields; 44px for touch input.
 * @cssprop --keyhole-radius - Corner radius of the frame.
 * @cssprop --keyhole-radius-control - Corner radius of buttons and fields.
 * @cssprop --keyhole-border-width - Width of lines and edges.
 * @cssprop --keyhole-focus - Focus ring, as `outline`.
 * @cssprop --keyhole-focus-offset - Distance of the focus ring, as `outline-offset`; negative values draw it inside.
 * @cssprop --keyhole-duration - Duration of one beat of an animation; 0s disables animations.
 */
export class KeyholeOverview extends LazyElement<OverviewController> {
  static override readonly styles = [box, notice, tokens("overview", "none")];
  static override readonly properties = { ...SiteElement.properties, filters: { attribute: false } };

  /** Time range and agent: `range`, or `from` and `to`, and `agent`. Other filters are ignored. Default: the last 30 days. */
  filters: CallFilters | null = null;

  protected override readonly module = new LazyModule<OverviewModule>(this, loadOverview, true);

  protected override placeholder(): TemplateResult {
    return renderSkeleton(this.text("loading"));
  }

  /** Asks for the figures again; resolves when they, or the failure, are shown. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await this.content?.refresh();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-overview": KeyholeOverview;
  }
}
