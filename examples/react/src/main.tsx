import 'quorate';
import type { QuorateStage } from 'quorate';
import type {} from 'quorate/react';
import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

function App() {
  const stage = useRef<QuorateStage>(null);
  const [step, setStep] = useState(1);
  return (
    <>
      <h1>A split network</h1>
      <p>
        <button type="button" onClick={() => stage.current?.play()}>
          Play
        </button>{' '}
        <output>Step {step}</output>
      </p>
      <quorate-stage
        ref={stage}
        lesson="raft/partition"
        lang="en"
        controls="minimal"
        style={{ height: '500px' }}
        onquorate-lessonstep={(event) => setStep(event.detail.step)}
      />
    </>
  );
}

const place = document.querySelector('#app');
if (place) createRoot(place).render(<App />);
