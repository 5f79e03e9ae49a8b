import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/staff/staff.css';
import './counter.css';
import { StaffApp } from '../ui/staff/language.tsx';
import { CounterPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StaffApp>
    <CounterPage />
  </StaffApp>,
);
