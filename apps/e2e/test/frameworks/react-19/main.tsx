import "@keyhole/elements/jsx";
import "@keyhole/elements/register";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

const ticket = ({ metadata }: { metadata: Record<string, string> }) => `Ticket of ${metadata.tenant}`;

function App() {
  const [isShown, setShown] = useState(false);
  const [opened, setOpened] = useState("");
  return (
    <main>
      <button type="button" onClick={() => setShown(!isShown)}>
        {isShown ? "Hide" : "Show"}
      </button>
      <output>{opened}</output>
      {isShown && (
        <keyhole-calls
          site="rows"
          broker={import.meta.env.VITE_KEYHOLE}
          renderRowEnd={ticket}
          onkeyhole-call-open={(event) => setOpened(event.callId)}
        />
      )}
    </main>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
