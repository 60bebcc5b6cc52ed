package version

import "strings"

// Windows orders releases of Windows by their NT version. It reads the names
// that people use (7, 2008 R2, Windows Server 2012, 8.1, 10, 11) and NT versions
// (6.1, 10.0.17763); 8.1 is the name. Case, blanks and the words Windows and
// Server do not matter.
//
// Source: https://learn.microsoft.com/windows/win32/sysinfo/operating-system-version
var Windows = &Scheme{name: "Windows version", example: "2008r2", read: readWindows}

// windowsNames are the NT versions by the names of the products.
var windowsNames = map[string][]uint64{
	"2000": {5, 0}, "xp": {5, 1}, "2003": {5, 2}, "2003r2": {5, 2},
	"vista": {6, 0}, "2008": {6, 0}, "7": {6, 1}, "2008r2": {6, 1},
	"8": {6, 2}, "2012": {6, 2}, "8.1": {6, 3}, "2012r2": {6, 3},
	"10": {10, 0, 10240}, "10-1511": {10, 0, 10586}, "10-1607": {10, 0, 14393}, "2016": {10, 0, 14393},
	"2019": {10, 0, 17763}, "2022": {10, 0, 20348}, "11": {10, 0, 22000}, "2025": {10, 0, 26100},
}

func readWindows(text string) (reading, *fault) {
	var r reading
	name := strings.ToLower(text)
	for _, word := range []string{"microsoft", "windows", "server", " "} {
		name = strings.ReplaceAll(name, word, "")
	}
	r.text = name
	if nt, ok := windowsNames[name]; ok {
		r.n = copy(r.nums[:], nt)
		return r, nil
	}
	if size := r.numbers(name); size == 0 || size != len(name) || r.n < 2 || r.nums[0] < 5 || r.nums[0] > 10 {
		return r, &fault{0, "no release of Windows"}
	}
	return r, nil
}
