import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LocaleProvider } from '../ui/locale.tsx';
import '../ui/tokens.css';
import '../ui/demo/demo.css';
import './dock.css';
import './paper.css';
import './window.css';
import { DockPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LocaleProvider>
      <DockPage />
    </LocaleProvider>
  </StrictMode>,
);
