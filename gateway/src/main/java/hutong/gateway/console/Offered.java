package hutong.gateway.console;

import java.util.List;

/**
 * What one path of the console stands for.
 *
 * @param same names of the API's operations that show or do the same
 */
public record Offered(String method, String path, Right right, List<String> same) {

  public Offered {
    same = List.copyOf(same);
  }
}
