package version

// Dotted orders plain numbers with dots, such as .NET Framework versions
// without their moniker, numeric field by numeric field: 4.5 < 4.5.1 < 4.10,
// and 4.5 = 4.5.0. Nothing may follow the numbers.
var Dotted = &Scheme{name: "version", example: "4.6.2", read: readDotted}

func readDotted(text string) (reading, *fault) {
	var r reading
	if n := r.numbers(text); n == 0 || n != len(text) {
		return r, &fault{n, "numbers and dots only"}
	}
	r.text = text
	return r, nil
}
