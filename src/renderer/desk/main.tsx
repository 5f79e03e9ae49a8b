import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/staff/staff.css';
import './desk.css';
import { StaffApp } from '../ui/staff/language.tsx';
import { DeskPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StaffApp>
    <DeskPage />
  </StaffApp>,
);
