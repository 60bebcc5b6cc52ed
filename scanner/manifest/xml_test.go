package manifest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestXMLTextAndAttributePlaces(t *testing.T) {
	f := NewFile("x", []byte("<?xml version='1.0'?>\n<p a='1' b = \"x>y\"><s><!-- x --> 1.7 </s><c><![CDATA[ 1.8]]></c><e/></p>"))
	root := parseXML(f)
	if len(f.Problems()) != 0 {
		t.Fatal(f.Problems())
	}
	at := func(s Span) string { return string(f.Data[s.Start:s.End]) }
	for _, c := range []struct{ got, want string }{
		{at(root.child("s").textAt), "1.7"},
		{root.child("s").text, "1.7"},
		{at(root.child("c").textAt), "1.8"},
		{at(root.attr("A").at), "1"},
		{at(root.attr("b").at), "x>y"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestBrokenXMLKeepsWhatWasRead(t *testing.T) {
	for _, text := range []string{"<p><s>1.7</s>", "<p><s>1.7</s></q>", "<p><s>1.7</s><", "<p><s>1.7</s>&nope;</p>"} {
		f := NewFile("x", []byte(text))
		root := parseXML(f)
		if root.child("s") == nil || root.child("s").text != "1.7" || len(f.Problems()) != 1 {
			t.Errorf("%s: %+v %v", text, root, f.Problems())
		}
	}
}

func TestXMLBeyondElements(t *testing.T) {
	text := `<?xml version="1.0" encoding='ISO-8859-1'?><!DOCTYPE p [ <!ENTITY a "]>"> <!-- it's --> ]>
<m:p xmlns:m="urn:m" xmlns='urn:n' m:Transform='a&lt;b&#x41;&#66;'><v>1<!-- x -->.7</v><w>&amp;&quot;&apos;&gt;</w></m:p >
<!-- end -->`
	f := NewFile("x", []byte(text))
	root := parseXML(f)
	if len(f.Problems()) != 0 {
		t.Fatal(f.Problems())
	}
	for _, c := range []struct{ got, want string }{
		{root.name, "p"},
		{root.attr("transform").value, "a<bAB"},
		{root.attr("xmlns").value, "urn:n"},
		{root.child("v").text, "1.7"},
		{f.At(root.child("v").textAt.Start, root.child("v").textAt.End).Text(), "1<!-- x -->.7"},
		{root.child("w").text, `&"'>`},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if root.attr("m") != nil {
		t.Error("the declaration of a prefix counts as an attribute")
	}
}

func TestXMLThatCannotBeReadIsOneProblem(t *testing.T) {
	for _, text := range []string{
		"<", "< p>", "<p", "<p a", "<p a=", "<p a=1>", "<p a='1", "<p></p", "<!-- ", "<p><![CDATA[", "<?xml ", "<!DOCTYPE p [",
		"<!DOCTYPE p '", "</p>", "<p>&a;&b;</p>", "<p>a & b</p>", "<p a='&#xffffffff;'/>", strings.Repeat("<p>", 300),
	} {
		f := NewFile("x", []byte(text))
		parseXML(f)
		if len(f.Problems()) != 1 {
			t.Errorf("%.40s: %v", text, f.Problems())
		}
	}
}

func TestWhatIsLeftOutOfXMLIsChecked(t *testing.T) {
	for _, text := range []string{
		"<p><s a='&x;'/><t>1<!-- </u> --></t></p>", "<p><s>", "<p><s></t></p>", "<p></s></p>", "<p><s>&x;</s></p>", "<p><s><![CDATA[&x;]]></s>",
		"<p><s><t></s></t></p>", "&x;<p></p>&y;", "<p><s", strings.Repeat("<p>", 300), "", "<p/><q/>",
	} {
		all, none := NewFile("x", []byte(text)), NewFile("x", []byte(text))
		parseXML(all)
		checkXML(none)
		if diff := cmp.Diff(describe(all), describe(none)); diff != "" {
			t.Errorf("%.40s (-all +none)\n%s", text, diff)
		}
	}
	f := NewFile("x", []byte("<p><a><b><a/></b><c>1</c></a><b/><c>2</c></p>"))
	root := parseXMLOf(f, func(parent *element, name string) bool { return parent == nil || name != "b" })
	if len(root.children) != 2 || len(root.child("a").children) != 1 || root.child("a", "c").text != "1" || root.child("c").text != "2" || len(f.Problems()) != 0 {
		t.Errorf("%+v %v", root, f.Problems())
	}
}

// FuzzXML compares the problems of a file that is read with those of one that is
// checked.
func FuzzXML(f *testing.F) {
	f.Add([]byte("<p a='1'><!-- x --><s>&amp;</s><![CDATA[<]]></p>"))
	f.Add([]byte("<p><s></p>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		data, err := Decode(data)
		if err != nil {
			return
		}
		all, none := NewFile("x", data), NewFile("x", data)
		parseXML(all)
		checkXML(none)
		if diff := cmp.Diff(describe(all), describe(none)); diff != "" {
			t.Errorf("(-all +none)\n%s", diff)
		}
	})
}

func TestElementsBeyondReasonAreLeftOut(t *testing.T) {
	f := NewFile("A.csproj", []byte("<Project><PropertyGroup><TargetFrameworkVersion>v4.5</TargetFrameworkVersion>\n"+strings.Repeat("<a/>", maxXMLElements)+"<b/></PropertyGroup></Project>"))
	msbuild.Read(f)
	p := f.Problems()
	if len(f.Declarations()) != 1 || len(p) != 1 || p[0].At.Position().Line != 2 || !strings.Contains(p[0].Message, "more than 100000 elements") {
		t.Errorf("%v, %v", f.Declarations(), p)
	}
}
