import java.io.FileOutputStream;
import java.io.ObjectOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes the methods that are instrumented, as InstantRun's plugin does: a serialised map, compressed. */
class MethodsMap {
    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> methods = new LinkedHashMap<>();
        methods.put("com.example.shop.MainActivity.onCreate(android.os.Bundle)", 1);
        methods.put("com.example.shop.Prices.total(int,int)", 2);
        methods.put("com.example.shop.Prices.reduced(int,int)", 3);
        try (ObjectOutputStream out =
                new ObjectOutputStream(new GZIPOutputStream(new FileOutputStream(arguments[0])))) {
            out.writeObject(methods);
        }
    }
}
