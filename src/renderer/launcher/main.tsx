import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LocaleProvider } from '../ui/locale.tsx';
import '../ui/tokens.css';
import '../ui/demo/demo.css';
import './launcher.css';
import { LauncherPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LocaleProvider>
      <LauncherPage />
    </LocaleProvider>
  </StrictMode>,
);
