import { css } from "lit";

/** A printed call: complete, without controls. These rules come last. */
export const printStyles = css`
  @media print {
    .box,
    .body,
    .details,
    .open > .details {
      display: block;
      block-size: auto;
      max-block-size: none;
      border: none;
      overflow: visible;
    }
    .open > .list,
    .close,
    .player,
    .search,
    .menu,
    .pill-place,
    .actions,
    .fold,
    .severity {
      display: none;
    }
    .details-header,
    .tools,
    .on-paper .turns {
      position: static;
    }
    .on-paper > .turn-sizer {
      block-size: auto !important;
    }
    .turn {
      break-inside: avoid;
    }
  }
`;
