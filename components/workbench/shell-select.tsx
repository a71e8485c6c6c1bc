import type { ShellName } from "../../lib/shell/reading.ts";
import { Icon } from "../ui/icon.tsx";
import type { ShellChoice } from "./state.ts";

const SHELLS: readonly { value: ShellChoice; label: string }[] = [
  { value: "auto", label: "Detect" },
  { value: "posix", label: "bash, zsh, dash" },
  { value: "cmd", label: "cmd.exe" },
  { value: "powershell", label: "Windows PowerShell 5.1" },
  { value: "pwsh", label: "PowerShell 7" },
];

/** The shell that a text is read by; what was detected is named. */
export function ShellSelect({
  id,
  value,
  detected,
  onChoose,
}: {
  id: string;
  value: ShellChoice;
  detected: ShellName | null;
  onChoose: (shell: ShellChoice) => void;
}) {
  const found = SHELLS.find((shell) => shell.value === detected)?.label.replace(", dash", "");
  return (
    <div className="sel">
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value as ShellChoice)}>
        {SHELLS.map((shell) => (
          <option key={shell.value} value={shell.value}>
            {shell.value === "auto" && found ? `${found} (detected)` : shell.label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </div>
  );
}
